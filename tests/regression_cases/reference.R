# Forward stepwise logistic regression in base R: an answer independent of the Python engine.
#
#   Rscript reference.R NAME...    reads NAME.csv and NAME.spec, writes NAME.json, all beside it
#
# NAME.spec, one field a line: outcome, event, enter, remove, then a line per candidate, either
# "name" (a number) or "name=level|level" (a factor, the reference first). Fits are glm's on cases;
# the score test is the matrix formula, checked against add1(test = "Rao") where nothing is
# collinear; removal is drop-and-refit (LR), the coefficient block (WALD) and the conditional
# estimates (COND).

control <- glm.control(epsilon = 1e-12, maxit = 100)

fit <- function(data, vars) {
  formula <- reformulate(if (length(vars)) paste0("`", vars, "`") else "1", "..y")
  suppressWarnings(glm(formula, binomial, data, control = control))
}

log_sf <- function(x, df) if (df == 0) 0 else pchisq(x, df, lower.tail = FALSE, log.p = TRUE)

score <- function(model, data, vars) {
  x <- model.matrix(model)[, !is.na(coef(model)), drop = FALSE]
  z <- model.matrix(reformulate(paste0("`", vars, "`")), data)[, -1, drop = FALSE]
  z <- scale(z)
  p <- fitted(model)
  w <- p * (1 - p)
  left <- sqrt(w) * z - (sqrt(w) * x) %*% qr.coef(qr(sqrt(w) * x, tol = 1e-14), sqrt(w) * z)
  b <- crossprod(left)
  u <- crossprod(left, (data$..y - p) / sqrt(w))
  e <- eigen(b, symmetric = TRUE)
  keep <- e$values > 1e-9 * max(colSums(w * z^2))
  list(df = sum(keep), score = sum(crossprod(e$vectors[, keep, drop = FALSE], u)^2 / e$values[keep]))
}

columns <- function(model, var) {
  terms <- attr(terms(model), "term.labels")
  own <- attr(model.matrix(model), "assign") == match(var, gsub("`", "", terms))
  own[!is.na(coef(model))]
}

removal <- function(model, data, vars, var) {
  own <- columns(model, var)
  b <- coef(model)[!is.na(coef(model))]
  x <- model.matrix(model)[, !is.na(coef(model)), drop = FALSE]
  w <- sqrt(fitted(model) * (1 - fitted(model)))
  v <- chol2inv(qr.R(qr(w * x, tol = 0)))
  inverse <- solve(v[own, own, drop = FALSE], b[own])
  cond <- b[!own] - v[!own, own, drop = FALSE] %*% inverse
  eta <- x[, !own, drop = FALSE] %*% cond
  ll <- sum(ifelse(data$..y == 1, plogis(eta, log.p = TRUE), plogis(-eta, log.p = TRUE)))
  reduced <- fit(data, setdiff(vars, var))
  list(variable = var, df = sum(own),
       lr = max(reduced$deviance - model$deviance, 0),
       wald = sum(b[own] * inverse),
       cond = max(-2 * ll - model$deviance, 0))
}

state <- function(model, data, vars, candidates) {
  perfect <- model$deviance < 1e-6
  outside <- setdiff(candidates, vars)
  list(
    minus2LL = model$deviance,
    not_in_equation = lapply(outside, function(v) {
      s <- if (perfect) NULL else score(model, data, v)
      if (is.null(s)) return(list(variable = v, score = 0, p = 1, logp = 0))
      logp <- log_sf(s$score, s$df)
      list(variable = v, df = s$df, score = s$score, p = exp(logp), logp = logp)
    }),
    removal_table = lapply(vars, function(v) removal(model, data, vars, v)))
}

stepwise <- function(data, candidates, enter, remove, stat) {
  vars <- character()
  seen <- list(vars)
  been <- function(set) any(vapply(seen, setequal, TRUE, set))
  model <- fit(data, vars)
  now <- state(model, data, vars, candidates)
  start <- now
  steps <- list()
  record <- function(action, v, df, value, name, logp) {
    model <<- fit(data, vars)
    seen[[length(seen) + 1]] <<- vars
    now <<- state(model, data, vars, candidates)
    steps[[length(steps) + 1]] <<- c(
      list(step = length(steps) + 1, action = action, variable = v, df = df, statistic = value,
           stat_name = name, p = exp(logp)), now)
  }
  done <- function(reason, v = NULL)
    list(start = start, steps = steps, stop_reason = reason, stop_variable = v,
         final_variables = as.list(vars), model = model, vars = vars)
  repeat {
    if (!length(now$not_in_equation)) return(done("all_candidates_in_model"))
    logp <- vapply(now$not_in_equation, `[[`, 0, "logp")
    best <- now$not_in_equation[[which.min(logp)]]
    if (!exp(best$logp) < enter) return(done("no_candidate_below_PIN"))
    if (been(c(vars, best$variable)))
      return(done("entry_would_repeat_previous_model", best$variable))
    vars <- c(vars, best$variable)
    record("enter", best$variable, best$df, best$score, "score", best$logp)
    if (model$deviance < 1e-6) return(done("perfect_fit"))
    while (length(now$removal_table)) {
      logp <- vapply(now$removal_table, function(r) log_sf(r[[stat]], r$df), 0)
      worst <- now$removal_table[[which.max(logp)]]
      if (!exp(max(logp)) > remove) break
      if (been(setdiff(vars, worst$variable)))
        return(done("removal_would_repeat_previous_model", worst$variable))
      vars <- setdiff(vars, worst$variable)
      record("remove", worst$variable, worst$df, worst[[stat]], stat, max(logp))
    }
  }
}

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    inner <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(inner, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', inner, collapse = ", "), "}"))
  }
  if (is.character(x)) return(paste0('"', gsub('"', '\\\\"', x), '"'))
  if (is.na(x)) return("null")
  if (is.logical(x)) return(tolower(as.character(x)))
  format(x, digits = 15)
}

answer <- function(name) {
  spec <- readLines(paste0(name, ".spec"))
  data <- read.csv(paste0(name, ".csv"), na.strings = "", colClasses = "character",
                   check.names = FALSE)
  n_total <- nrow(data)
  data$..y <- ifelse(is.na(data[[spec[1]]]), NA, as.numeric(data[[spec[1]]] == spec[2]))
  types <- list()
  candidates <- character()
  for (line in spec[-(1:4)]) {
    v <- sub("=.*", "", line)
    candidates <- c(candidates, v)
    if (grepl("=", line)) {
      levels <- strsplit(sub("[^=]*=", "", line), "|", fixed = TRUE)[[1]]
      data[[v]] <- factor(data[[v]], levels)
      types[[v]] <- list(type = "factor", levels = as.list(levels))
    } else {
      data[[v]] <- as.numeric(data[[v]])
      types[[v]] <- list(type = "numeric")
    }
  }
  usable <- Filter(function(v) !all(is.na(data[[v]])), candidates)
  data <- droplevels(data[complete.cases(data[c("..y", usable)]), ])
  usable <- Filter(function(v) length(unique(data[[v]])) > 1, usable)
  variants <- lapply(c(LR = "lr", WALD = "wald", COND = "cond"), function(stat)
    stepwise(data, usable, as.numeric(spec[3]), as.numeric(spec[4]), stat))
  final <- variants$LR$model
  terms <- summary(final)$coefficients
  out <- list(
    meta = list(name = name, outcome = spec[1], event_value = spec[2],
                candidates = as.list(candidates), types = types,
                generated_by = "reference.R", r_version = R.version.string),
    pin = as.numeric(spec[3]), pout = as.numeric(spec[4]), n_total = n_total,
    n_used = nrow(data), events = sum(data$..y), candidates = as.list(usable),
    coefficients = lapply(rownames(terms), function(t)
      list(term = gsub("`", "", t), b = terms[t, 1], se = terms[t, 2])),
    separated = any(abs(final$linear.predictors) > 15),
    variants = lapply(variants, function(v) v[setdiff(names(v), c("model", "vars"))]))
  writeLines(json(out), paste0(name, ".json"))
}

for (name in commandArgs(TRUE)) answer(name)
